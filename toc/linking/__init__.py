"""Does output translate into outcome? The numbers behind a verdict; knows nothing of programmes.

The verdicts of a report do not rest on this yet: ``toc.translation`` still judges by two points of one organisation.
"""
