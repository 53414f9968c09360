using Fw24.Local.Faults;
using Fw24.Local.Observation;
using Fw24.Local.Scheduling;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Functions;

/// <summary>The parts that every function of a cloud needs.</summary>
internal sealed class FunctionRunnerContext
{
    public required AppModel App { get; init; }

    public required EventLoop Loop { get; init; }

    public required Counters Counters { get; init; }

    public required FaultInjector Faults { get; init; }

    public required SeededRandom Random { get; init; }

    public required CloudObservation Observation { get; init; }

    /// <summary>The log of failures and their reasons.</summary>
    public required FailureLog Failures { get; init; }

    /// <summary>The services of the cloud that functions call.</summary>
    public required CloudServices Cloud { get; init; }

    /// <summary>The user's services.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>See <see cref="LocalCloudOptions.Parts"/>.</summary>
    public Action<string, IServiceCollection>? Parts { get; init; }

    /// <summary>See <see cref="LocalCloudOptions.Around"/>.</summary>
    public Func<string, Fw24App, FunctionHandler, FunctionHandler>? Around { get; init; }

    /// <summary>The handlers that replace functions of the app.</summary>
    public required IReadOnlyDictionary<string, FunctionHandler> Replaced { get; init; }

    public LocalTrace? Trace { get; init; }

    /// <summary>Cancelled when the cloud ends. An invocation that times out dies without a cancellation, as in Lambda.</summary>
    public required CancellationToken End { get; init; }
}
