# Random trees of delegation with the seeds 1141 to 1200; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(1141, 1200 + 1):
    case(seed)
