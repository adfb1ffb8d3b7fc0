# Random trees of delegation with the seeds 901 to 960; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(901, 960 + 1):
    case(seed)
