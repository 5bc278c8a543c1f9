"""Which core runs which tests: whole files, those that take long first, so that no core waits at the end."""

from collections.abc import Sequence

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

#: Run by one core as a whole: the folder's tests share what is prepared for them.
FOLDERS = ("tests/demo/",)
#: Begun before all others, in this order; the others follow by their number of tests, the most first.
LONG = (
    "tests/authority/test_matrix.py",
    "tests/demo/",
    "tests/api/test_matrix.py",
    "tests/ingest/applying/test_crashes.py",
    "tests/api/test_hostile_reads.py",
    "tests/assessment/test_properties.py",
    "tests/management/test_verify_verdicts.py",
    "tests/api/contract/test_contract.py",
    "tests/api/test_writing_page.py",
    "tests/progress/stored/test_due_verdicts.py",
    "tests/progress/known/test_lean.py",
    "tests/ingest/staging/test_lanes.py",
    "tests/ingest/comparing/test_comparing.py",
    "tests/management/test_importing_page.py",
    "tests/benchmarks/test_importing.py",
)


class Numbered(list[str]):
    """A collection that knows where each test stands: the scheduler asks for thousands, one by one."""

    def __init__(self, nodeids: Sequence[str]) -> None:
        super().__init__(nodeids)
        self.places = {nodeid: place for place, nodeid in enumerate(nodeids)}

    def index(self, nodeid: str, *_between: int) -> int:
        """Where a test stands."""
        return self.places[nodeid]


class ByFile(LoadFileScheduling):
    """xdist's distribution by file, with folders that stay together and an order of our own."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return next(filter(file.startswith, FOLDERS), file)

    def add_node_collection(self, node: WorkerController, collection: Sequence[str]) -> None:
        super().add_node_collection(node, collection)
        if node in self.registered_collections:
            self.registered_collections[node] = Numbered(collection)

    def _assign_work_unit(self, node: WorkerController) -> None:
        first = next(filter(self.workqueue.__contains__, LONG), None)
        if first:
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)
