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
    digits: int = 0
    differences: list = field(default_factory=list)
    labs: list = field(default_factory=list)

    @property
    def verdict(self):
        if self.differences:
            return f"DIFFERS in {len(self.differences)}"
        if self.compared == 0:
            return "nothing to compare"
        return "agrees"


def half_of_last_digit(ours, theirs):
    """How far a rounded number may lie from what was rounded; 0 for counts and numbers kept whole."""
    if isinstance(theirs, int) or theirs == 0:
        theirs_digit = None
    else:
        theirs_digit = math.floor(math.log10(abs(float(theirs)))) - 6
    if isinstance(ours, Decimal):
        exponent, digits = ours.as_tuple().exponent, len(ours.as_tuple().digits)
    else:
        exponent, digits = 0, len(str(abs(ours))) if isinstance(ours, int) else 99
    if digits > 9 and -exponent >= 9:
        return 0.0
    if isinstance(ours, int):
        # Seven digits of which the last, all zeros, were not written: 8504 for 8504.0002.
        return 0.0 if theirs_digit is None or digits > 7 else 0.5 * 10.0**theirs_digit
    return 0.5 * 10.0**exponent


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
        rounding = half_of_last_digit(ours, theirs)
        if isinstance(ours, Decimal):
            entry.digits = max(entry.digits, len(ours.as_tuple().digits))
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

    def rows(self, figure, tool, ours, theirs, whole=(), **tolerance):
        """Compares rows by their keys, each with the columns that the other tool has of it; columns
        that Plainlab writes as whole numbers agree within a half."""
        self.same_keys(figure, tool, ours, theirs)
        for key in sorted(set(ours) & set(theirs), key=str):
            for column, value in theirs[key].items():
                self.compare(figure, tool, ours[key][column], value, f"{key} {column}",
                             **(dict(absolute=0.5) if column in whole else tolerance))

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
            line.digits = max(entry.digits, line.digits)
            line.differences += entry.differences
        lines = [("figure", "confirmed by", "labs", "n", "digits", "apart by", "verdict")]
        for (figure, tool), line in whole.items():
            digits = str(line.digits) if line.digits else "-"
            apart = "0" if line.greatest < 1e-15 else f"{line.greatest:.0e}"
            lines.append((figure, tool, str(len(line.labs)), str(line.compared), digits, apart,
                          line.verdict))
        widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
        for line in lines:
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        print("A number that Plainlab rounded agrees within half of its last digit; 'digits' is the most that"
              "\none of them had. 'apart by' is what is left beyond that, relative to the number.")
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
