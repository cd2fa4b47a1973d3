"""A change that runs down a chain of measures, by simulation: arrays in, arrays out; knows nothing of programmes."""
