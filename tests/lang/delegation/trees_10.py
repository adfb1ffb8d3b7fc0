# Random trees of delegation with the seeds 541 to 600; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(541, 600 + 1):
    case(seed)
