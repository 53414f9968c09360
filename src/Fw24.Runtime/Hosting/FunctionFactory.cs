using System.Collections.Concurrent;
using Fw24.Configuration;
using Fw24.Diagnostics;
using Fw24.Functions;
using Fw24.Functions.Audit;
using Fw24.Functions.Handlers;
using Fw24.Functions.Seals;
using Fw24.Functions.Streams;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24.Hosting;

/// <summary>Creates an app's functions from its model and services.</summary>
internal sealed class FunctionFactory(AppModel app, IServiceProvider services) : IDisposable
{
    private readonly List<FunctionDependencies> _parts = [];
    private readonly ConcurrentDictionary<string, string> _topics = new(StringComparer.Ordinal);

    /// <summary>Creates the function with a given name.</summary>
    /// <returns>The function.</returns>
    /// <exception cref="InvalidOperationException">There is no such function, or a service or variable it needs is missing.</exception>
    public AppFunction Create(string name)
    {
        // Malformed variables fail every function's start, also of those that use no table.
        _ = services.GetRequiredKeyedService<TableNames>(app);
        foreach (var table in app.Tables)
        {
            if (name == table.StreamFunction && IsStreamed(table))
            {
                return Stream(table);
            }

            if (name == table.AuditFunction && table.Audit is not null)
            {
                return new AppFunction(name, Audit(table));
            }
        }

        if (name == AppModel.SealFunction && app.IsSealed)
        {
            return new AppFunction(name, Seal());
        }

        foreach (var handler in app.Handlers)
        {
            if (name == handler.Name)
            {
                return new AppFunction(name, Handler(handler));
            }
        }

        var names = FunctionNames();
        throw new InvalidOperationException(names.Count == 0
            ? $"The app '{app.Name}' has no function '{name}', nor any other. Put [StreamEnabled] or [Audit] on an entity."
            : $"The app '{app.Name}' has no function '{name}'. Its functions are: {string.Join(", ", names)}.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_parts)
        {
            _parts.ForEach(static parts => parts.Dispose());
        }
    }

    // [Audit] alone turns the stream on.
    private static bool IsStreamed(TableModel table) => table.Stream is not null || table.Audit is not null;

    private AppFunction Stream(TableModel table)
    {
        var name = table.StreamFunction;
        var parts = PartsOf(name);
        var (publisher, parking, claims, own) = (parts.Publisher(table), parts.ParkingQueue(), parts.ClaimCheck(), parts.OwnTable(table));
        var (maxMessageBytes, topic) = (parts.MaxMessageBytes(table), parts.TopicName(table));
        var (time, logger) = (services.GetRequiredService<TimeProvider>(), Logger(name));
        if (!Redactor.NeedsKeys(table) || parts.HmacSecret() is not { } secret)
        {
            return new AppFunction(name, With(Redactor.Create(table, parts.Variables)));
        }

        var keyed = new KeyedFunction(name, secret, keys => With(Redactor.Create(table, keys)), time, new GuardedLogger(logger));
        return new AppFunction(name, keyed.HandleAsync) { Prepare = keyed.PrepareAsync };

        FunctionHandler With(Redactor redactor)
            => new StreamProcessor(app, table, redactor, publisher, parking, time, logger, claims, own, maxMessageBytes, topic).HandleAsync;
    }

    private FunctionHandler Audit(TableModel table)
    {
        var parts = PartsOf(table.AuditFunction);
        return new AuditLogger(
            app,
            table,
            parts.AuditSink(table),
            parts.ParkingQueue(),
            services.GetRequiredService<TimeProvider>(),
            Logger(table.AuditFunction),
            parts.ClaimCheck(),
            parts.OwnTable(table, comparesGroups: false),
            parts.Salts(table)).HandleAsync;
    }

    private FunctionHandler Seal()
    {
        var (parts, time) = (PartsOf(AppModel.SealFunction), services.GetRequiredService<TimeProvider>());
        return new SealFunction(AppModel.SealFunction, parts.LogSealer(), time, Logger(AppModel.SealFunction)).HandleAsync;
    }

    private FunctionHandler Handler(HandlerModel handler)
    {
        var parts = PartsOf(handler.Name);
        var table = TableOf(handler);
        var dispatcher = new ChangeDispatcher(
            app,
            handler,
            table,
            services.GetRequiredService<IServiceScopeFactory>(),
            parts.ParkingQueue(),
            services.GetRequiredService<TimeProvider>(),
            Logger(handler.Name),
            parts.ClaimCheck(),
            ExceptionLogging.Of(parts.Variables),
            parts.OwnTable(table),
            parts.IdempotencyTable(handler),
            parts.MessageVisibility(handler));
        HandlerCheck.Run(handler, services);
        return dispatcher.HandleAsync;
    }

    private FunctionDependencies PartsOf(string function)
    {
        var parts = new FunctionDependencies(app, function, services, _topics);
        lock (_parts)
        {
            _parts.Add(parts);
        }

        return parts;
    }

    private TableModel TableOf(HandlerModel handler)
    {
        foreach (var table in app.Tables)
        {
            if (table.Name == handler.TableName)
            {
                return table;
            }
        }

        throw new InvalidOperationException($"The handler '{handler.Name}' belongs to the table '{handler.TableName}', which the app '{app.Name}' does not have.");
    }

    private ILogger Logger(string function) => services.GetRequiredService<ILoggerFactory>().CreateLogger($"Fw24.{function}");

    private List<string> FunctionNames()
    {
        var names = new List<string>();
        foreach (var table in app.Tables)
        {
            if (IsStreamed(table))
            {
                names.Add(table.StreamFunction);
            }

            if (table.Audit is not null)
            {
                names.Add(table.AuditFunction);
            }
        }

        if (app.IsSealed)
        {
            names.Add(AppModel.SealFunction);
        }

        foreach (var handler in app.Handlers)
        {
            names.Add(handler.Name);
        }

        return names;
    }
}
