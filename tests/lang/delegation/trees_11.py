# Random trees of delegation with the seeds 601 to 660; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(601, 660 + 1):
    case(seed)
