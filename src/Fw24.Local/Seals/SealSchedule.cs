using System.Text;
using Fw24.Local.Faults;
using Fw24.Local.Functions;
using Fw24.Local.Resources;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Seals;

/// <summary>
/// The schedule of the function that seals. A run that finds nothing does nothing, so the function is invoked only when something is
/// pending: an idle cloud has no events left.
/// </summary>
internal sealed class SealSchedule
{
    private readonly ScheduleResource _resource;
    private readonly FunctionRunner _function;
    private readonly LocalSealStore _bucket;
    private readonly EventLoop _loop;
    private readonly FaultInjector _faults;
    private readonly DateTimeOffset _start;
    private SealingWork _work = new();
    private bool _isPlanned;

    public SealSchedule(ScheduleResource resource, FunctionRunner function, LocalSealStore bucket, EventLoop loop, FaultInjector faults)
    {
        (_resource, _function, _bucket, _loop, _faults, _start) = (resource, function, bucket, loop, faults, loop.Now);
        bucket.OnPending += Plan;
    }

    private void Plan()
    {
        if (!_isPlanned)
        {
            _isPlanned = true;
            _ = _loop.At(Next(), EventKind.Housekeeping, Run);
        }
    }

    // The next of the schedule's times: its first one was when the cloud began.
    private DateTimeOffset Next()
    {
        var interval = TimeSpan.FromMinutes(_resource.Minutes);
        return _start + (interval * (((_loop.Now - _start).Ticks / interval.Ticks) + 1));
    }

    private void Run()
    {
        var scope = _faults.AreNone ? null : new FaultScope([_work], _faults.Limit(-1));
        var payload = $$"""
            {"version":"0","detail-type":"Scheduled Event","source":"aws.events","detail":{ },"time":"{{_loop.Now:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}
            """;
        _function.Invoke(Encoding.UTF8.GetBytes(payload), scope, result =>
        {
            _isPlanned = false;
            _work = result.Kind is InvocationEnd.Answered ? new SealingWork() : _work;
            if (_bucket.HasPending)
            {
                Plan();
            }
        });
    }

    // What a run leaves undone, the next one does.
    private sealed class SealingWork : IFaultTarget
    {
        public int Faults { get; set; }
    }
}
