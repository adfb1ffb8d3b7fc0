# Random trees of delegation with the seeds 421 to 480; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(421, 480 + 1):
    case(seed)
