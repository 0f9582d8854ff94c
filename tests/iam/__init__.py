"""An independent reading of IAM: what a document allows, and what each rule forbids.

It certifies the product and shares neither code nor data structures with it:

patterns, operators, principals   one pattern, one condition, one principal against one request
evaluator                         does this document allow this request?
keys, strangers, regions          does this rule forbid this request?
generate, hide, draw              random documents, and random requests in a rule's region
asked, clauses, likeness          a request in a rule's region; conditions and elements that take it in, or just miss it
hiding, settled, shrink           documents built around a request; the smallest that still hides it
stress                            documents that cost time
proof, product                    whether a witness proves its finding; how the tests reach the engine
"""
