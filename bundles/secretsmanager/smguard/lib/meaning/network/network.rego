# METADATA
# title: Networks
# description: Addresses and networks as IAM writes them.
package smguard.lib.meaning.network

# METADATA
# description: an address or a network as a network
of(text) := text if contains(text, "/")

of(text) := concat("", [text, "/32"]) if {
	not contains(text, "/")
	not contains(text, ":")
}

of(text) := concat("", [text, "/128"]) if {
	not contains(text, "/")
	contains(text, ":")
}
