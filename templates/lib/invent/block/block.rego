# METADATA
# title: Address blocks
# description: The addresses at which networks begin and after which they end.
package smguard.lib.invent.block

# METADATA
# description: |
#   Addresses of which one lies in the same of these networks as any other address: networks contain each other or share
#   nothing, so the first address of each and the one after its last are enough, with the first address of all.
edges(networks) := sort({text |
	some written in networks
	some text in _edges(written)
} | {"0.0.0.0", "::"})

# METADATA
# description: true if the edges of a network are known; what is no network contains no address
readable(written) if not contains(written, ":")

readable(written) if not contains(written, ".")

_edges(written) := {_dotted(address) | some address in [first, first + size]; address < 4294967296} if {
	[first, size] := _four(written)
}

else := {_colons(groups) | some groups in array.concat([network.first], _after(network))} if {
	network := _six(written)
}

# METADATA
# description: |
#   Addresses near a network, the plainest first: its first and its last one and their neighbours; for a network of IPv6
#   or an unusual notation, its address and others with the same beginning.
near(written) := [_dotted(address) |
	[first, size] := _four(written)
	some address in [first, (first + size) - 1, first + size, first - 1]
	address >= 0
	address < 4294967296
] if {
	contains(written, "/")
	_four(written)
}

else := [text |
	start := trim_suffix(split(written, "/")[0], "::")
	some end in ["::", "::1", "::ffff", ":8000::1", ":4000::1", ":c000::1"]
	text := concat("", [start, end])
] if {
	endswith(split(written, "/")[0], "::")
}

else := [split(written, "/")[0]]

# The first address of an IPv4 network, and how many it has.
_four(written) := [address - (address % size), size] if {
	parts := regex.find_all_string_submatch_n(`\A([0-9]+)\.([0-9]+)\.([0-9]+)\.([0-9]+)(?:/([0-9]+))?\z`, written, 1)[0]
	length := _length(parts[5], 32)
	length <= 32
	size := bits.lsh(1, 32 - length)
	address := (((((to_number(parts[1]) * 256) + to_number(parts[2])) * 256) + to_number(parts[3])) * 256) + to_number(parts[4])
}

_length("", most) := most

_length(text, _) := to_number(text) if text != ""

_dotted(address) := concat(".", [format_int(part, 10) |
	some shift in [24, 16, 8, 0]
	part := bits.and(bits.rsh(address, shift), 255)
])

# The first address of an IPv6 network in groups of 16 bits, since a number of 128 bits is too large, the last group with
# bits of the network, and the network's size in units of that group.
_six(written) := {"first": first, "last": floor((length - 1) / 16), "size": sizes[floor((length - 1) / 16)]} if {
	parts := regex.find_all_string_submatch_n(`\A([0-9A-Fa-f:]*:[0-9A-Fa-f:]*)(?:/([0-9]+))?\z`, written, 1)[0]
	length := _length(parts[2], 128)
	length <= 128
	groups := _groups(split(parts[1], "::"))
	count(groups) == 8
	sizes := [bits.lsh(1, 16 - max([0, min([16, length - (16 * i)])])) | some i, _ in groups]
	first := [start | some i, group in groups; start := group - (group % sizes[i])]
}

_groups([text]) := [_hexadecimal(group) | some group in split(text, ":")]

_groups([left, right]) := array.concat(array.concat(before, [0 | some i in numbers.range(1, missing); i > 0]), after) if {
	before := [_hexadecimal(group) | some group in split(left, ":"); group != ""]
	after := [_hexadecimal(group) | some group in split(right, ":"); group != ""]
	missing := 8 - (count(before) + count(after))
	missing > 0
}

_hexadecimal(group) := sum([bits.lsh(_digits[digit], 4 * ((count(group) - 1) - i)) | some i, digit in split(lower(group), "")]) if {
	group != ""
	count(group) < 5
}

_digits := {
	"0": 0, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7,
	"8": 8, "9": 9, "a": 10, "b": 11, "c": 12, "d": 13, "e": 14, "f": 15,
}

# The address after the last, unless there is none. A group that overflows carries to the one before it.
_after(network) := [[raised | some i, group in network.first; raised := _raised(network, i, group) % 65536]] if {
	network.last >= 0
	_raised(network, 0, network.first[0]) < 65536
}

else := []

_raised(network, i, group) := group if i > network.last

_raised(network, i, group) := group + network.size if i == network.last

_raised(network, i, group) := group + 1 if {
	i < network.last
	network.first[network.last] + network.size > 65535
	every between in array.slice(network.first, i + 1, network.last) {
		between == 65535
	}
}

else := group if i < network.last

_colons(groups) := concat(":", [format_int(group, 16) | some group in groups])
