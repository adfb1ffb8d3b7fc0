# Random trees of delegation with the seeds 121 to 180; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(121, 180 + 1):
    case(seed)
