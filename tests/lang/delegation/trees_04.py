# Random trees of delegation with the seeds 181 to 240; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(181, 240 + 1):
    case(seed)
