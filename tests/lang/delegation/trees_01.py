# Random trees of delegation with the seeds 1 to 60; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(1, 60 + 1):
    case(seed)
