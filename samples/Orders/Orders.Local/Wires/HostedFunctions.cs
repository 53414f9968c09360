using System.Collections.Concurrent;
using Fw24;
using Fw24.Audit;
using Fw24.Local.Resources;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Orders.Local.Wires;

/// <summary>The functions of a deployment in this process, each with its own variables and the clients that it has on Lambda.</summary>
/// <param name="app">The app.</param>
/// <param name="deployment">The deployment.</param>
/// <param name="mailer">The mail service.</param>
/// <param name="report">Receives a sentence for each record or message that failed or was parked, and for each failed invocation.</param>
internal sealed class HostedFunctions(AppModel app, Deployment deployment, IMailer mailer, Action<string> report) : IAsyncDisposable
{
    private readonly List<Fw24App> _apps = [];
    private readonly ConcurrentDictionary<(string Function, string EventId), bool> _done = new();

    /// <summary>The audit records that belong to CloudWatch Logs or the console.</summary>
    public EntrySink Entries { get; } = new();

    /// <summary>The number of distinct changes that a function has dealt with.</summary>
    public int DoneBy(string function) => _done.Keys.Count(done => done.Function == function);

    /// <summary>Creates a function.</summary>
    public InvokeFunction Create(string name)
    {
        var resource = deployment.Topology.Functions.Single(function => function.Name == name);
        var function = resource.Environment[Fw24Variables.Function];
        var handler = AppOf(resource, function).CreateFunction(function);
        return async (payload, cancellationToken) =>
        {
            try
            {
                return await handler(payload, ContextOf(resource, function), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                report($"{function} failed: {exception.Message}");
                return null;
            }
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _apps)
        {
            await one.DisposeAsync();
        }
    }

    private Fw24App AppOf(FunctionResource resource, string function)
    {
        var variables = deployment.VariablesOf(resource);
        var builder = Fw24App.CreateBuilder(app);
        builder.Environment = new FunctionEnvironment(variables.GetValueOrDefault);
        builder.Services.AddSingleton(mailer);
        if (app.Tables.Any(table => table.AuditFunction == function && table.Audit is { LoggerType: not AuditLoggerType.DynamoDb }))
        {
            builder.Services.AddSingleton<IAuditSink>(Entries);
        }

        _apps.Add(builder.Build());
        return _apps[^1];
    }

    private InvocationContext ContextOf(FunctionResource resource, string function) => new()
    {
        RequestId = Guid.NewGuid().ToString(),
        FunctionName = function,
        Deadline = DateTimeOffset.UtcNow.AddSeconds(resource.TimeoutSeconds),
        OnOutcome = outcome =>
        {
            if (outcome.Result is RecordResult.Handled && outcome.EventId is { } eventId)
            {
                _done.TryAdd((function, eventId), true);
            }
            else if (outcome.Result is RecordResult.Failed or RecordResult.Parked)
            {
                report($"{function}: {outcome.Result}: {outcome.Reason}");
            }
        },
    };
}
