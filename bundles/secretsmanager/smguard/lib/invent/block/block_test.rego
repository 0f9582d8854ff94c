package smguard.lib.invent.block_test

import data.smguard.lib.invent.block

# Besides the first address of each family.
_edges := {
	"a network": ["10.1.0.0/16", {"10.1.0.0", "10.2.0.0"}],
	"a network by another address": ["10.1.2.3/16", {"10.1.0.0", "10.2.0.0"}],
	"an address": ["10.1.2.3", {"10.1.2.3", "10.1.2.4"}],
	"the last network": ["255.0.0.0/8", {"255.0.0.0"}],
	"all addresses": ["0.0.0.0/0", set()],
	"no network": ["red", set()],
	"a network of IPv6": ["2001:db8::/32", {"2001:db8:0:0:0:0:0:0", "2001:db9:0:0:0:0:0:0"}],
	"a network that ends within a group": ["2001:db8::/29", {"2001:db8:0:0:0:0:0:0", "2001:dc0:0:0:0:0:0:0"}],
	"a network that carries": ["2001:db8:ffff:ffff::/64", {"2001:db8:ffff:ffff:0:0:0:0", "2001:db9:0:0:0:0:0:0"}],
	"an address of IPv6": ["2001:DB8::fffe", {"2001:db8:0:0:0:0:0:fffe", "2001:db8:0:0:0:0:0:ffff"}],
	"the last network of IPv6": ["ffff::/16", {"ffff:0:0:0:0:0:0:0"}],
	"all addresses of IPv6": ["::/0", {"0:0:0:0:0:0:0:0"}],
}

test_edges[note] if {
	some note, [network, wanted] in _edges
	{address | some address in block.edges([network])} == wanted | {"0.0.0.0", "::"}
}

_near := {
	"a network": ["10.1.0.0/16", ["10.1.0.0", "10.1.255.255", "10.2.0.0", "10.0.255.255"]],
	"an address": ["10.1.0.0", ["10.1.0.0"]],
	"a network of IPv6": [
		"2001:db8::/32",
		["2001:db8::", "2001:db8::1", "2001:db8::ffff", "2001:db8:8000::1", "2001:db8:4000::1", "2001:db8:c000::1"],
	],
}

test_near[note] if {
	some note, [network, wanted] in _near
	block.near(network) == wanted
}

_readable := {
	"IPv4": ["10.0.0.0/8", true],
	"IPv6": ["2001:db8::/32", true],
	"no network": ["red", true],
	"IPv4 in IPv6": ["::ffff:10.0.0.0/104", false],
}

default _read(_) := false

_read(network) if block.readable(network)

test_readable[note] if {
	some note, [network, wanted] in _readable
	_read(network) == wanted
}
