"""What was compared with what, and how far the two were apart."""

import math
from dataclasses import dataclass, field
from decimal import Decimal

RELATIVE = 1e-9


@dataclass
class Entry:
    figure: str
    tool: str
    compared: int = 0
    greatest: float = 0.0
    decimals: int | None = None
    differences: list = field(default_factory=list)

    @property
    def verdict(self):
        if self.differences:
            return f"DIFFERS in {len(self.differences)}"
        if self.compared == 0:
            return "nothing to compare"
        return "agrees"


class Ledger:
    """Collects comparisons by lab, figure and tool, and tells them as a table."""

    def __init__(self):
        self.entries, self.unconfirmed, self.lab = {}, [], ""

    def compare(self, figure, tool, ours, theirs, place="", relative=RELATIVE, absolute=0.0):
        """Compares one figure. A number that Plainlab rounded agrees within half of its last digit."""
        key = (self.lab, figure, tool)
        entry = self.entries.setdefault(key, Entry(figure, tool))
        entry.compared += 1
        if isinstance(theirs, float) and math.isnan(theirs):
            theirs = None
        if ours is None or theirs is None or isinstance(ours, (str, bool)) or isinstance(theirs, str):
            if ours != theirs:
                entry.differences.append((place, ours, theirs))
            return
        rounding = 0.0
        if isinstance(ours, Decimal):
            # Nine decimals and more are all that was computed, fewer are a rounding.
            digits = max(0, -ours.as_tuple().exponent)
            if digits < 9:
                rounding = 0.5 * 10.0**-digits
                entry.decimals = max(digits, entry.decimals or 0)
        apart = abs(float(ours) - float(theirs))
        scale = max(abs(float(theirs)), 1e-300)
        allowed = max(relative * scale, absolute, rounding * (1 + 1e-9) + 1e-12 * scale)
        beyond = max(0.0, apart - rounding)
        entry.greatest = max(entry.greatest, beyond / scale if beyond else 0.0)
        if not apart <= allowed:
            entry.differences.append((place, ours, theirs))

    def same_keys(self, figure, tool, ours, theirs):
        """Compares which rows there are; those of one side only are differences."""
        key = (self.lab, figure, tool)
        entry = self.entries.setdefault(key, Entry(figure, tool))
        entry.compared += len(set(ours) | set(theirs))
        for one in sorted(set(ours) - set(theirs), key=str):
            entry.differences.append((f"row {one}", "there", "not there"))
        for one in sorted(set(theirs) - set(ours), key=str):
            entry.differences.append((f"row {one}", "not there", "there"))

    def demand(self, figure, lab, words, faults):
        """Notes how a command behaved on a lab that nobody has."""
        key = (self.lab, figure, "behaviour")
        entry = self.entries.setdefault(key, Entry(figure, "behaviour"))
        entry.compared += 1
        for fault in faults:
            entry.differences.append((f"{lab}: {' '.join(words)}", fault, "a plain answer"))

    def failed(self, figure, why):
        """The command did not answer, or not in the form that is expected."""
        entry = self.entries.setdefault((self.lab, figure, "-"), Entry(figure, "-"))
        entry.differences.append(("the command", why, ""))

    def not_confirmed(self, what, why):
        if (what, why) not in self.unconfirmed:
            self.unconfirmed.append((what, why))

    @property
    def differs(self):
        return any(entry.differences for entry in self.entries.values())

    def tell(self):
        lines = [("lab", "figure", "confirmed by", "n", "apart by", "verdict")]
        for (lab, _, _), entry in self.entries.items():
            apart = "0" if entry.greatest == 0 else f"{entry.greatest:.1e}"
            if entry.decimals is not None:
                apart += f" beyond {entry.decimals} decimals" if entry.decimals else ""
            lines.append((lab, entry.figure, entry.tool, str(entry.compared), apart, entry.verdict))
        widths = [max(len(line[column]) for line in lines) for column in range(6)]
        for line in lines:
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        for (lab, figure, tool), entry in self.entries.items():
            if entry.differences:
                print(f"\n{lab}: {figure}, {tool}")
                for place, ours, theirs in entry.differences[:8]:
                    print(f"  {place}: Plainlab {ours}, {tool} {theirs}")
                if len(entry.differences) > 8:
                    print(f"  and {len(entry.differences) - 8} more")
        if self.unconfirmed:
            print("\nNot confirmed by another program")
            for what, why in self.unconfirmed:
                print(f"  {what}: {why}")
