using System.Diagnostics.CodeAnalysis;
using Fw24.Local.Faults;
using Fw24.Local.Observation;
using Fw24.Local.Resources;

namespace Fw24.Local.Functions;

/// <summary>Invokes a function as Lambda does: one invocation at a time per instance, with as many instances as needed.</summary>
internal sealed class FunctionRunner(FunctionResource resource, FunctionRunnerContext context)
{
    private readonly Stack<FunctionInstance> _free = new();

    public string Name => resource.Name;

    /// <summary>The function's name within the app, which is the same in each stage.</summary>
    public string Function => resource.Function;

    public FunctionResource Resource => resource;

    public FunctionRunnerContext Context => context;

    /// <summary>Creates a request id.</summary>
    public string NextRequestId() => context.Random.NextUuid();

    /// <summary>Invokes the function. Called within the gate; the function itself runs outside of it.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="scope">The records or messages of the invocation, for faults.</param>
    /// <param name="then">Called within the gate after the invocation has ended, never synchronously.</param>
    /// <param name="handlesAgain">Indicates whether changes that are recorded as handled are handled again.</param>
    /// <param name="source">
    /// The records or messages of the invocation, for an observer; <see langword="null"/> if there are none or nobody observes.
    /// </param>
    public void Invoke(
        ReadOnlyMemory<byte> payload,
        FaultScope? scope,
        Action<InvocationResult> then,
        bool handlesAgain = false,
        InvocationSource? source = null)
    {
        then = Observed(payload, then, source);
        var fault = context.Faults.Decide(FaultBoundary.Invoke, Name, scope);
        if (fault.Kind is FaultKind.Throttle)
        {
            context.Counters.Count(Name, static report => report with { Throttled = report.Throttled + 1 });
            context.Trace?.Write($"{Name} throttled");
            context.Loop.Post(() => then(new InvocationResult(InvocationEnd.Throttled)));
            return;
        }

        context.Counters.Count(Name, static report => report with { Invocations = report.Invocations + 1 });
        if (fault.Kind is FaultKind.CrashBefore or FaultKind.Outage)
        {
            context.Counters.Count(Name, static report => report with { Crashed = report.Crashed + 1 });
            context.Trace?.Write($"{Name} {fault.Kind}");
            var result = new InvocationResult(InvocationEnd.Crashed) { IsOutage = fault.Kind is FaultKind.Outage };
            context.Loop.Post(() => then(result));
            return;
        }

        new FunctionInvocation(this, payload, scope, handlesAgain, then).Begin();
    }

    private Action<InvocationResult> Observed(ReadOnlyMemory<byte> payload, Action<InvocationResult> then, InvocationSource? source)
    {
        if (context.Observation.Observer is not { } observer)
        {
            return then;
        }

        var invocation = new ObservedInvocation(Name, context.Loop.Now, payload.Length, source ?? InvocationSource.None);
        observer.OnInvoking(invocation);
        return result =>
        {
            observer.OnInvoked(invocation, result);
            then(result);
        };
    }

    /// <summary>Takes a free instance, or starts one.</summary>
    public FunctionInstance Take()
    {
        lock (context.Loop.Gate)
        {
            var isFree = _free.TryPop(out var free);
            if (free is not { IsUsed: true })
            {
                context.Counters.Count(Name, static report => report with { Starts = report.Starts + 1 });
            }

            if (isFree)
            {
                free!.IsUsed = true;
                return free;
            }
        }

        return new FunctionInstance(this) { IsUsed = true };
    }

    /// <summary>Creates the first instance early, so that a missing service is reported now.</summary>
    /// <exception cref="InvalidOperationException">The function cannot be created; the message says why.</exception>
    public void Prepare()
    {
        _free.Push(new FunctionInstance(this));
    }

    /// <summary>Takes an instance back after its invocation. Called within the gate.</summary>
    public void Return(FunctionInstance? instance)
    {
        if (instance is { IsDead: false })
        {
            _free.Push(instance);
        }
    }

    /// <summary>Stops the free instances; busy ones die with the cloud.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "A service that cannot be disposed of must not keep the others.")]
    public async ValueTask<Exception?> StopAsync()
    {
        Exception? first = null;
        foreach (var instance in _free)
        {
            try
            {
                await instance.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                first ??= exception;
            }
        }

        _free.Clear();
        return first;
    }
}
