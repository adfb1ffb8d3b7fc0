# Random trees of delegation with the seeds 961 to 1020; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(961, 1020 + 1):
    case(seed)
