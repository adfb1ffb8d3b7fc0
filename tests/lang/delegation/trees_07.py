# Random trees of delegation with the seeds 361 to 420; written by scripts/gen_delegation.py.
from _trees import case

for seed in range(361, 420 + 1):
    case(seed)
