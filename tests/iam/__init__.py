"""An independent reading of IAM: what a document allows, and what each rule forbids.

It certifies the product and shares neither code nor data structures with it:

patterns, operators, principals   one pattern, one condition, one principal against one request
evaluator                         does this document allow this request?
keys, strangers, regions          does this rule forbid this request?
generate, hide, draw              random documents, and random requests in a rule's region
product                           how the tests reach the engine
"""
