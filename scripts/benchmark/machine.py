"""Where and when something was measured, in a sentence or two."""

import os
import platform
import subprocess
from datetime import date
from pathlib import Path


def description():
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    busy = os.getloadavg()[0]
    return (f"{os.cpu_count()} cores ({processor()}), {memory / 1e9:.0f} GB of memory, {system()}, "
            f"{date.today().isoformat()}; load when it began: {busy:.1f}")


def processor():
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    if platform.system() == "Darwin":
        said = subprocess.run(
            ["sysctl", "-n", "machdep.cpu.brand_string"], capture_output=True, text=True)
        return said.stdout.strip()
    return platform.machine()


def system():
    if platform.system() == "Darwin":
        return f"macOS {platform.mac_ver()[0]}"
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        name = platform.system()
    return f"{name}, kernel {platform.release().split('-')[0]}"
