"""Does output translate into outcome? The numbers behind a verdict; knows nothing of programmes."""
