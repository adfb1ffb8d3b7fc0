# Random trees of delegation with the seeds 1081 to 1140; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(1081, 1140 + 1):
    case(seed)
