"""Workload W1 in SimPy, one process for each line: few processes, so the faster way to write it. simpy_by_line.py [N] [SEED]

The same figures as plain_w1.cpp. A line takes the next contact from what waits; retries, all an hour after a call, are due in the order in
which they were made, so they need a queue and no process.
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
        self.fresh = contacts
        self.retries = collections.deque()  # (due, attempts before)
        self.attempts = self.answered = self.on_lines = self.finished_after_s = 0
        for _ in range(LINES):
            self.environment.process(self.line())

    def line(self):
        while True:
            # First come, first served: retries that are due later than now wait behind the fresh ones, which are due at the start.
            if self.fresh > 0:
                self.fresh -= 1
                before = 0
            elif self.retries:
                due, before = self.retries.popleft()
                if due > self.environment.now:
                    yield self.environment.timeout(due - self.environment.now)
            elif self.on_lines > 0:
                yield self.environment.timeout(30)  # a call on another line may still make a retry
                continue
            else:
                return
            yield from self.call(before)

    def call(self, before):
        self.attempts += 1
        self.on_lines += 1
        answered = self.random.random() < 0.3
        yield self.environment.timeout(self.random.expovariate(1 / 12) + self.random.expovariate(1 / 60) if answered else 30)
        self.on_lines -= 1
        self.finished_after_s = self.environment.now
        if answered:
            self.answered += 1
        elif before < 2:
            self.retries.append((self.environment.now + 3600, before + 1))


if __name__ == "__main__":
    campaign = Campaign(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    campaign.environment.run()
    print(f"attempts {campaign.attempts} answered {campaign.answered} finished_after_s {campaign.finished_after_s:.6f}")
