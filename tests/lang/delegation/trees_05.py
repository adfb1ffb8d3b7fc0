# Random trees of delegation with the seeds 241 to 300; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(241, 300 + 1):
    case(seed)
