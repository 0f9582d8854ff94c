package smguard.lib.meaning.network_test

import data.smguard.lib.meaning.network

_written := {
	"a network": ["10.0.0.0/8", "10.0.0.0/8"],
	"an IPv4 address": ["192.0.2.1", "192.0.2.1/32"],
	"an IPv6 address": ["2001:db8::1", "2001:db8::1/128"],
}

test_an_address_is_a_network_of_one[note] if {
	some note, [text, wanted] in _written
	network.of(text) == wanted
}
