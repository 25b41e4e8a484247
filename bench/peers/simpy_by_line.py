"""Workload W1 in SimPy, one process for each line: few processes, so the faster way to write it. simpy_by_line.py [N] [SEED]

The same figures and the same events as plain_w1.cpp: the end of a call, a retry that becomes due. A line takes the first contact that
waits; where none does, it sleeps until one is due again.
"""

import collections
import random
import sys

import simpy

LINES = 200


class Campaign:
    def __init__(self, contacts, seed):
        self.environment = simpy.Environment()
        self.random = random.Random(seed)
        self.waiting = collections.deque([0] * contacts)  # for each contact that is due: attempts so far
        self.due_again = self.environment.event()
        self.attempts = self.answered = self.finished_after_s = 0
        for _ in range(LINES):
            self.environment.process(self.line())

    def line(self):
        while True:
            while not self.waiting:
                yield self.due_again
            before = self.waiting.popleft()
            self.attempts += 1
            answered = self.random.random() < 0.3
            yield self.environment.timeout(self.random.expovariate(1 / 12) + self.random.expovariate(1 / 60) if answered else 30)
            self.finished_after_s = self.environment.now
            if answered:
                self.answered += 1
            elif before < 2:
                self.environment.timeout(3600, before + 1).callbacks.append(self.come_back)

    def come_back(self, retry):
        self.waiting.append(retry.value)
        if len(self.waiting) == 1:
            woken, self.due_again = self.due_again, self.environment.event()
            woken.succeed()


if __name__ == "__main__":
    campaign = Campaign(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    campaign.environment.run()
    print(f"attempts {campaign.attempts} answered {campaign.answered} finished_after_s {campaign.finished_after_s:.6f}")
