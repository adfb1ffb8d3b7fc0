# Random trees of delegation with the seeds 61 to 120; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(61, 120 + 1):
    case(seed)
