# Random trees of delegation with the seeds 1021 to 1080; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(1021, 1080 + 1):
    case(seed)
