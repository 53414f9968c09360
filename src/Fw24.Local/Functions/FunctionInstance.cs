using Fw24.Audit;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Sinks;
using Fw24.Aws;
using Fw24.Functions.Queues;
using Fw24.Local.Faults;
using Fw24.Local.Logs;
using Fw24.Local.Observation;
using Fw24.Local.Queues;
using Fw24.Local.Scheduling;
using Fw24.Local.Seals;
using Fw24.Local.Tables;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Seals;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Fw24.Local.Functions;

/// <summary>A process of a function: an app of its own, whose calls to the cloud are subject to faults.</summary>
internal sealed class FunctionInstance : IAsyncDisposable
{
    private readonly FunctionRunner _runner;
    private readonly TableModel? _audited;
    private readonly Fw24App? _app;
    private readonly FunctionHandler _handler;

    public FunctionInstance(FunctionRunner runner)
    {
        _runner = runner;
        if (runner.Context.Replaced.TryGetValue(runner.Name, out var replacement))
        {
            _handler = replacement;
            return;
        }

        _audited = runner.Context.App.Tables.FirstOrDefault(table => table.AuditFunction == runner.Function && table.Audit is not null);
        var builder = Fw24App.CreateBuilder(Observed(runner.Context.App));
        var environment = new Dictionary<string, string>(runner.Resource.Environment, StringComparer.Ordinal);
        lock (runner.Context.Loop.Gate)
        {
            var start = runner.Context.Loop.Now.UtcDateTime;
            environment["AWS_LAMBDA_LOG_STREAM_NAME"] = $"{start:yyyy/MM/dd}/[$LATEST]{runner.Context.Random.NextHexId()}";
        }

        builder.Environment = new FunctionEnvironment(environment.GetValueOrDefault);
        // Registered before the app's own services so that they can wrap it: the first functions are created before the cloud is.
        builder.Services.AddSingleton(runner.Context.Loop.Time);
        builder.Logging.AddProvider(new ObservedLogger(runner.Name, runner.Context));
        runner.Context.Services?.Invoke(builder.Services);
        AddWorld(builder.Services, environment);
        runner.Context.Parts?.Invoke(runner.Name, builder.Services);
        _app = builder.Build();
        _handler = _app.CreateFunction(runner.Function);
        if (runner.Context.Around is { } around)
        {
            _handler = around(runner.Name, _app, _handler);
        }
    }

    /// <summary>Indicates whether the process has died.</summary>
    public bool IsDead { get; set; }

    /// <summary>Indicates whether it was ever invoked.</summary>
    public bool IsUsed { get; set; }

    /// <summary>The invocation that is running in it.</summary>
    public FunctionInvocation? Current { get; set; }

    public FunctionRunnerContext Context => _runner.Context;

    public string Function => _runner.Name;

    public ValueTask<ReadOnlyMemory<byte>> InvokeAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
        => _handler(payload, context, cancellationToken);

    /// <summary>Calls the cloud.</summary>
    /// <typeparam name="T">The call's result.</typeparam>
    /// <param name="boundary">The boundary that is crossed.</param>
    /// <param name="call">The call.</param>
    /// <param name="partial">The call when some of its entries should fail.</param>
    public ValueTask<T> CallAsync<T>(FaultBoundary boundary, Func<ValueTask<T>> call, Func<SeededRandom, ValueTask<T>>? partial = null)
    {
        Fault fault;
        lock (Context.Loop.Gate)
        {
            if (IsDead)
            {
                return Never<T>();
            }

            fault = Context.Faults.Decide(boundary, Function, Current?.Scope);
        }

        return fault.Kind is FaultKind.None ? call() : CallAsync(fault, call, partial);
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask<T> CallAsync<T>(Fault fault, Func<ValueTask<T>> call, Func<SeededRandom, ValueTask<T>>? partial)
    {
        switch (fault.Kind)
        {
            case FaultKind.Throttle:
                throw AwsErrors.Throttled();
            case FaultKind.Deny:
                throw AwsErrors.Denied();
            case FaultKind.FailBefore:
                throw AwsErrors.Unavailable();
            case FaultKind.CrashBefore:
                Current!.Die(InvocationEnd.Crashed);
                return await Never<T>().ConfigureAwait(false);
            case FaultKind.Partial when partial is not null:
                return await partial(fault.Details!).ConfigureAwait(false);
            case FaultKind.Slow:
                await Task.Delay(fault.Details!.Next(TimeSpan.FromSeconds(2)), Context.Loop.Time).ConfigureAwait(false);
                break;
            default:
                break;
        }

        var answer = await call().ConfigureAwait(false);
        if (fault.Kind is FaultKind.CrashAfter)
        {
            Current!.Die(InvocationEnd.Crashed);
            return await Never<T>().ConfigureAwait(false);
        }

        return fault.Kind is FaultKind.FailAfter ? throw AwsErrors.Unavailable() : answer;
    }

    // A dead process waits on this task, which never completes.
    private static ValueTask<T> Never<T>() => new(new TaskCompletionSource<T>().Task);

    private void AddWorld(IServiceCollection services, Dictionary<string, string> environment)
    {
        var cloud = Context.Cloud;
        services.TryAddSingleton<IItemStore>(new InstanceItemStore(this, cloud.Store, new TableRights(_runner.Resource, Context.App), isAudit: _audited is not null));
        services.TryAddSingleton(LocalItemStore.TokenKeys);
        services.TryAddSingleton<ICloudWatchLogs>(new InstanceLogs(this, cloud.LogGroups));
        services.TryAddSingleton<ICloudWatchLogSearch>(new DeniedLogSearch());
        services.TryAddSingleton<ISecretsManager>(new LocalSecrets());
        var claims = new InstanceClaimCheck(this, cloud.Messaging.Claims);
        services.TryAddSingleton<IClaimCheck>(claims);
        if (_audited is { Audit.LoggerType: AuditLoggerType.Console })
        {
            services.TryAddSingleton<IAuditSink>(new InstanceConsole(this));
        }

        if (environment.GetValueOrDefault(Fw24Variables.SealBucket) is { } bucket && cloud.SealLogs.TryGetValue(bucket, out var log))
        {
            services.TryAddSingleton<ISealStore>(new InstanceSealStore(this, log));
            services.TryAddSingleton<ILogSigner>(new InstanceLogSigner(this, cloud.SealSigner));
            services.TryAddSingleton(cloud.Salts);
        }

        if (environment.GetValueOrDefault(Fw24Variables.TopicArn) is { } arn && cloud.Messaging.PublisherOf(this, arn) is { } publisher)
        {
            services.TryAddSingleton<IChangePublisher>(publisher);
        }

        if (environment.GetValueOrDefault(Fw24Variables.QueueUrl) is { } own && cloud.Messaging.QueueAt(own) is { } ownQueue)
        {
            services.TryAddSingleton<IMessageVisibility>(new InstanceVisibility(this, ownQueue));
        }

        if (environment.GetValueOrDefault(Fw24Variables.ParkingQueueUrl) is { } url && cloud.Messaging.QueueAt(url) is { } parkingQueue)
        {
            services.TryAddSingleton<IParkingQueue>(new InstanceParkingQueue(this, parkingQueue, claims));
        }
    }

    // The same app with observed handlers.
    private AppModel Observed(AppModel app) => new()
    {
        Name = app.Name,
        Tables = app.Tables,
        Handlers = [.. app.Handlers.Select(handler => handler.Name == _runner.Function ? ObservedHandler.Of(handler, this) : handler)],
        Settings = app.Settings,
    };
}
