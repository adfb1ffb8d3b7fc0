# SPDX-License-Identifier: MIT
"""Which submodule of asyncio defines what."""

MODULES = frozenset("""
    base_events base_futures base_subprocess base_tasks constants coroutines events exceptions format_helpers
    futures graph locks log mixins proactor_events protocols queues runners selector_events staggered streams subprocess taskgroups
    tasks threads timeouts transports trsock unix_events
""".split())

_DEFINED = """
    _watchers: AbstractChildWatcher BaseChildWatcher FastChildWatcher MultiLoopChildWatcher
        PidfdChildWatcher SafeChildWatcher ThreadedChildWatcher get_child_watcher set_child_watcher
    base_events: BaseEventLoop
    coroutines: coroutine iscoroutinefunction
    events: AbstractEventLoop AbstractEventLoopPolicy AbstractServer get_event_loop_policy new_event_loop
        set_event_loop set_event_loop_policy
    exceptions: BrokenBarrierError IncompleteReadError LimitOverrunError
        SendfileNotAvailableError
    futures: wrap_future
    graph: FrameCallGraphEntry FutureCallGraph capture_call_graph format_call_graph
        future_add_to_awaited_by future_discard_from_awaited_by print_call_graph
    locks: Barrier BoundedSemaphore Condition Event Lock Semaphore
    _net: Server
    protocols: BaseProtocol BufferedProtocol DatagramProtocol Protocol SubprocessProtocol
    queues: LifoQueue PriorityQueue Queue QueueEmpty QueueFull QueueShutDown
    runners: Runner run
    streams: StreamReader StreamReaderProtocol StreamWriter open_connection open_unix_connection
        start_server start_unix_server
    subprocess: create_subprocess_exec create_subprocess_shell
    taskgroups: TaskGroup
    tasks: ALL_COMPLETED FIRST_COMPLETED FIRST_EXCEPTION as_completed create_eager_task_factory
        eager_task_factory gather
        run_coroutine_threadsafe shield sleep wait wait_for
    threads: to_thread
    timeouts: Timeout timeout timeout_at
    transports: BaseTransport DatagramTransport ReadTransport SubprocessTransport Transport
        WriteTransport
    unix_events: DefaultEventLoopPolicy EventLoop SelectorEventLoop
"""


def _table(text):
    where, module = {}, None
    for word in text.split():
        if word.endswith(':'):
            module = word[:-1]
        else:
            where[word] = module
    return where


WHERE = _table(_DEFINED)
