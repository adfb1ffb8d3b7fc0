# Random trees of delegation with the seeds 481 to 540; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(481, 540 + 1):
    case(seed)
