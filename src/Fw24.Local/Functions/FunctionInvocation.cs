using System.Diagnostics.CodeAnalysis;
using Fw24.Local.Faults;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Functions;

/// <summary>One invocation of a function.</summary>
internal sealed class FunctionInvocation(
    FunctionRunner runner, ReadOnlyMemory<byte> payload, FaultScope? scope, bool handlesAgain, Action<InvocationResult> then)
{
    private readonly Activity _activity = new();
    private readonly List<RecordOutcome> _outcomes = [];
    private FunctionInstance? _instance;
    private ScheduledEvent? _deadline;

    public FaultScope? Scope => scope;

    private EventLoop Loop => runner.Context.Loop;

    public void Begin()
    {
        Loop.Begin(_activity);
        Loop.Launch(Start);
    }

    /// <summary>Ends the process: code running in it never returns from its current call.</summary>
    public void Die(InvocationEnd how)
    {
        lock (Loop.Gate)
        {
            if (_instance is not null)
            {
                _instance.IsDead = true;
            }

            End(new InvocationResult(how), dead: true);
        }
    }

    private void Start()
    {
        var deadline = Loop.Now.AddSeconds(runner.Resource.TimeoutSeconds);
        var requestId = runner.NextRequestId();
        var task = RunAsync(new InvocationContext
        {
            RequestId = requestId,
            FunctionName = runner.Name,
            Deadline = deadline,
            OnOutcome = Note,
            HandlesAgain = handlesAgain,
        });
        if (!task.IsCompleted)
        {
            lock (Loop.Gate)
            {
                if (!_activity.IsOver)
                {
                    _deadline = Loop.At(deadline, EventKind.Housekeeping, () => Die(InvocationEnd.TimedOut));
                }
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "An exception of any type ends the function's invocation.")]
    private async Task RunAsync(InvocationContext context)
    {
        Activity.Current = _activity;
        try
        {
            _instance = runner.Take();
            _instance.Current = this;
            var answer = await _instance.InvokeAsync(payload, context, runner.Context.End).ConfigureAwait(false);
            Answer(answer);
        }
        catch (Exception exception)
        {
            End(new InvocationResult(InvocationEnd.Failed, Error: exception), dead: false);
        }
    }

    private void Note(RecordOutcome outcome)
    {
        lock (Loop.Gate)
        {
            if (!_activity.IsOver)
            {
                _outcomes.Add(outcome);
            }
        }
    }

    private void Answer(ReadOnlyMemory<byte> answer)
    {
        lock (Loop.Gate)
        {
            if (_activity.IsOver)
            {
                return;
            }

            if (runner.Context.Faults.Decide(FaultBoundary.Answer, runner.Name, scope).Kind is FaultKind.CrashAfter)
            {
                Die(InvocationEnd.Crashed);
                return;
            }

            End(new InvocationResult(InvocationEnd.Answered, answer.ToArray()), dead: false);
        }
    }

    private void End(InvocationResult result, bool dead)
    {
        lock (Loop.Gate)
        {
            if (!Loop.End(_activity, dead))
            {
                return;
            }

            if (_deadline is not null)
            {
                Loop.Cancel(_deadline);
            }

            runner.Return(_instance);
            Count(result.Kind);
            result = result with { Outcomes = _outcomes };
            KeepReasons(result);
            runner.Context.Trace?.Write(
                $"{runner.Name} {payload.Length}#{StableHash.Of(payload.Span):x16} "
                + $"{result.Kind} {result.Error?.GetType().Name}{System.Text.Encoding.UTF8.GetString(result.Answer.Span)}");
            Loop.Post(() => then(result));
        }
    }

    private void KeepReasons(InvocationResult result)
    {
        foreach (var outcome in result.Outcomes)
        {
            if (outcome.Result is RecordResult.Failed or RecordResult.Parked or RecordResult.Refused)
            {
                Keep(outcome.Result, InvocationResult.ReasonOf(outcome), outcome.Exception, outcome);
            }
        }

        if (result.Reason is { } reason)
        {
            Keep(RecordResult.Failed, reason, result.Error);
        }
    }

    private void Keep(RecordResult result, string reason, Exception? exception, RecordOutcome? outcome = null) => runner.Context.Failures.Add(new LocalFailure
    {
        At = Loop.Now,
        Function = runner.Name,
        Result = result,
        Record = outcome is null ? null : outcome.Id.Length == 0 ? "a record without a sequence number" : outcome.Id,
        EventId = outcome?.EventId,
        Reason = reason,
        Exception = exception,
    });

    private void Count(InvocationEnd end) => runner.Context.Counters.Count(runner.Name, report => end switch
    {
        InvocationEnd.Answered => report with { Answered = report.Answered + 1 },
        InvocationEnd.Failed => report with { Failed = report.Failed + 1 },
        InvocationEnd.Crashed => report with { Crashed = report.Crashed + 1 },
        _ => report with { TimedOut = report.TimedOut + 1 },
    });
}
