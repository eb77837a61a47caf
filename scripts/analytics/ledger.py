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
    labs: list = field(default_factory=list)

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
        entry.greatest = max(entry.greatest, max(0.0, apart - rounding) / max(scale, absolute / RELATIVE))
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

    def rows(self, figure, tool, ours, theirs, **tolerance):
        """Compares rows by their keys, each with the columns that the other tool has of it."""
        self.same_keys(figure, tool, ours, theirs)
        for key in sorted(set(ours) & set(theirs), key=str):
            for column, value in theirs[key].items():
                self.compare(figure, tool, ours[key][column], value, f"{key} {column}", **tolerance)

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
        """One line for each figure and tool, over all labs, then every difference."""
        whole = {}
        for (lab, figure, tool), entry in self.entries.items():
            line = whole.setdefault((figure, tool), Entry(figure, tool))
            line.labs.append(lab)
            line.compared += entry.compared
            line.greatest = max(line.greatest, entry.greatest)
            if entry.decimals is not None:
                line.decimals = max(entry.decimals, line.decimals or 0)
            line.differences += entry.differences
        lines = [("figure", "confirmed by", "labs", "n", "decimals", "apart by", "verdict")]
        for (figure, tool), line in whole.items():
            decimals = "all" if line.decimals is None else str(line.decimals)
            apart = "0" if line.greatest < 1e-15 else f"{line.greatest:.0e}"
            lines.append((figure, tool, str(len(line.labs)), str(line.compared), decimals, apart,
                          line.verdict))
        widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
        for line in lines:
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        print("A number that Plainlab writes with few decimals agrees within half of the last; 'apart by'"
              "\nis what is left beyond that, relative, and 1e-09 is the most that is let pass"
              " where nothing else is said.")
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
