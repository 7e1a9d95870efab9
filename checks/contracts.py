"""A contract import-linter does not have: a package that stands on the standard library alone."""

from __future__ import annotations

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class StandardLibraryOnly(Contract):
    """The modules of `package` import each other and the standard library, and nothing else."""

    type_name = "standard_library_only"

    package = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        package = str(self.package)
        ours = {package, *graph.find_descendants(package)}
        foreign = [
            (module, imported)
            for module in sorted(ours)
            for imported in sorted(graph.find_modules_directly_imported_by(module))
            if imported not in ours and imported.split(".")[0] not in sys.stdlib_module_names
        ]
        return ContractCheck(kept=not foreign, metadata={"foreign": foreign})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for module, imported in check.metadata["foreign"]:
            output.print_error(f"- {module} -> {imported}", bold=False)
