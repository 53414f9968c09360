using Fw24.Local.Scheduling;

namespace Fw24.Local.Faults;

/// <summary>Decides at each boundary whether a fault strikes. Called within the loop's gate.</summary>
internal sealed class FaultInjector(LocalFaults plan, EventLoop loop)
{
    private static readonly FaultKind[] s_call =
        [FaultKind.Throttle, FaultKind.FailBefore, FaultKind.FailAfter, FaultKind.CrashBefore, FaultKind.CrashAfter, FaultKind.Slow, FaultKind.Deny];

    private static readonly FaultKind[] s_publish = [.. s_call[..^1], FaultKind.Partial, FaultKind.Deny];
    private static readonly FaultKind[] s_handle = [FaultKind.FailBefore, FaultKind.FailAfter, FaultKind.CrashBefore, FaultKind.CrashAfter, FaultKind.Slow];
    private static readonly FaultKind[] s_invoke = [FaultKind.Throttle, FaultKind.CrashBefore, FaultKind.Outage];
    private static readonly FaultKind[] s_deliver = [FaultKind.Duplicate, FaultKind.Delay];
    private static readonly FaultKind[] s_write = [FaultKind.Poison];
    private static readonly FaultKind[] s_batch = [FaultKind.ShortBatch];
    private static readonly FaultKind[] s_console = [FaultKind.CrashBefore, FaultKind.CrashAfter];
    private static readonly FaultKind[] s_answer = [FaultKind.CrashAfter];
    private static readonly FaultKind[] s_acknowledge = [FaultKind.Redeliver];

    // Longer than a function's own retries, and often longer than its queue's.
    private static readonly TimeSpan s_longestDenial = TimeSpan.FromMinutes(10);

    private readonly Dictionary<(FaultBoundary Boundary, string Target), DateTimeOffset> _deniedUntil = [];
    private readonly bool _none = plan.AreNone;

    // Faults that somebody asked for, beside the plan.
    private readonly List<(FaultBoundary Boundary, string Target, FaultKind Kind)> _ordered = [];
    private long _steps;

    /// <summary>The faults injected so far.</summary>
    public FaultLog Log { get; } = new(plan);

    /// <summary>Indicates whether no fault ever strikes.</summary>
    public bool AreNone => _none;

    /// <summary>The number of faults that one record or message may see, given its maximum number of attempts.</summary>
    /// <param name="attempts">The maximum number of attempts; negative for no limit.</param>
    public int Limit(int attempts)
        => plan.MaxPerBatch ?? (plan.Planned is not null ? int.MaxValue : attempts < 0 ? LocalFaults.DefaultPerBatch : Math.Min(LocalFaults.DefaultPerBatch, attempts - 1));

    /// <summary>Decides whether a fault strikes at a boundary.</summary>
    /// <param name="boundary">The boundary.</param>
    /// <param name="target">The function, table or queue.</param>
    /// <param name="scope">The records or messages that would be retried after a fault; <see langword="null"/> when nothing would.</param>
    public Fault Decide(FaultBoundary boundary, string target, FaultScope? scope)
    {
        if (_ordered.Count > 0 && TakeOrdered(boundary, target) is { } ordered)
        {
            return ordered;
        }

        if (_none)
        {
            return Fault.None;
        }

        var step = _steps++;
        var details = new SeededRandom(StableHash.Finish(plan.Seed) + (ulong)step);

        // Always drawn, so that a planned fault's details are those of the drawn one.
        var drawn = Draw(boundary, details);
        var isDenied = _deniedUntil.TryGetValue((boundary, target), out var until) && loop.Now < until;
        var kind = isDenied ? FaultKind.Deny : plan.Planned?.GetValueOrDefault(step) ?? drawn;
        if (kind is FaultKind.None || (IsHarmful(kind) && (scope is null || !scope.TryStrike())))
        {
            return Fault.None;
        }

        if (kind is FaultKind.Deny && !isDenied)
        {
            _deniedUntil[(boundary, target)] = loop.Now + details.Next(s_longestDenial);
        }

        Log.Add(new InjectedFault(step, loop.Now, boundary, kind, target));
        return new Fault(kind, details);
    }

    /// <summary>Has a fault strike the next time that a boundary is crossed. Called within the loop's gate.</summary>
    /// <param name="boundary">The boundary.</param>
    /// <param name="target">The function, table or queue.</param>
    /// <param name="kind">The effect.</param>
    public void StrikeNext(FaultBoundary boundary, string target, FaultKind kind) => _ordered.Add((boundary, target, kind));

    /// <summary>Decides how many copies of a message a standard topic delivers, and with which delay.</summary>
    public (int Copies, TimeSpan Delay) OnDelivery(string target)
    {
        var fault = Decide(FaultBoundary.Deliver, target, null);
        return fault.Kind switch
        {
            FaultKind.Duplicate => (2, fault.Details!.Next(TimeSpan.FromSeconds(30))),
            FaultKind.Delay => (1, fault.Details!.Next(TimeSpan.FromSeconds(30))),
            _ => (1, TimeSpan.Zero),
        };
    }

    // A plan's steps are not counted: its other faults strike where they would have.
    private Fault? TakeOrdered(FaultBoundary boundary, string target)
    {
        var index = _ordered.FindIndex(ordered => ordered.Boundary == boundary && ordered.Target == target);
        if (index < 0)
        {
            return null;
        }

        var kind = _ordered[index].Kind;
        _ordered.RemoveAt(index);
        Log.Add(new InjectedFault(_steps, loop.Now, boundary, kind, target));
        return new Fault(kind, new SeededRandom(StableHash.Finish(plan.Seed) + (ulong)_steps));
    }

    private FaultKind Draw(FaultBoundary boundary, SeededRandom details)
    {
        var draw = details.NextDouble();
        foreach (var kind in Kinds(boundary))
        {
            draw -= plan.Rates.Of(kind);
            if (draw < 0)
            {
                return kind;
            }
        }

        return FaultKind.None;
    }

    private static FaultKind[] Kinds(FaultBoundary boundary) => boundary switch
    {
        FaultBoundary.Write => s_write,
        FaultBoundary.Batch => s_batch,
        FaultBoundary.Invoke => s_invoke,
        FaultBoundary.Publish => s_publish,
        FaultBoundary.Deliver => s_deliver,
        FaultBoundary.Handle => s_handle,
        FaultBoundary.Console => s_console,
        FaultBoundary.Answer => s_answer,
        FaultBoundary.Acknowledge => s_acknowledge,
        _ => s_call,
    };

    // Indicates whether the fault causes a retry.
    private static bool IsHarmful(FaultKind kind)
        => kind is not (FaultKind.Slow or FaultKind.Duplicate or FaultKind.Delay or FaultKind.ShortBatch or FaultKind.Poison);
}
