using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Hosting;

/// <summary>Creates a handler once at its function's start, so that a missing service fails the start and not every message.</summary>
internal static class HandlerCheck
{
    // The spelling of a table in the service provider's own error.
    private const string Table = "Fw24.ITable`1[";

    /// <summary>Creates the handler in its own scope and disposes of both.</summary>
    /// <exception cref="InvalidOperationException">The handler cannot be created; the message names the handler and what is missing.</exception>
    public static void Run(HandlerModel handler, IServiceProvider services)
    {
        if (handler.Type is not { } type)
        {
            return;
        }

        var scope = services.CreateAsyncScope();
        try
        {
            scope.ServiceProvider.GetRequiredService(type);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"The handler '{handler.Name}' cannot be created: {exception.Message} {Remedy(exception)}", exception);
        }
        finally
        {
            // A service may support asynchronous disposal only.
            scope.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    // An exception from a constructor of the handler or of a service has its own remedy.
    private static string Remedy(Exception exception) => exception switch
    {
        not InvalidOperationException => "A handler is created when its function starts, and again for each message.",
        _ when exception.Message.Contains(Table, StringComparison.Ordinal) => "An ITable<T> exists for each entity of the app: put [DynamoTable] on the class, or request the table of an entity.",
        _ => "Register the services it needs with the app before it is built.",
    };
}
