# Random trees of delegation with the seeds 781 to 840; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(781, 840 + 1):
    case(seed)
