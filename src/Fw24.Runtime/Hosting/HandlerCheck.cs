using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Hosting;

/// <summary>Makes a handler once when its function starts, so that what is missing is an error of the start and not of each message.</summary>
internal static class HandlerCheck
{
    // How the services' own error spells a table.
    private const string Table = "Fw24.ITable`1[";

    /// <summary>Makes the handler in a scope of its own and throws both away.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="services">The app's services.</param>
    /// <exception cref="InvalidOperationException">It cannot be made; the message names the handler and what is missing.</exception>
    public static void Run(HandlerModel handler, IServiceProvider services)
    {
        var scope = services.CreateAsyncScope();
        try
        {
            scope.ServiceProvider.GetRequiredService(handler.Type);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"The handler '{handler.Name}' cannot be made: {exception.Message} {Remedy(exception)}", exception);
        }
        finally
        {
            // A service may be one that is disposed of asynchronously only.
            scope.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    // What the handler's or a service's own constructor throws has its own remedy.
    private static string Remedy(Exception exception) => exception switch
    {
        not InvalidOperationException => "A handler is made when its function starts and again for each message.",
        _ when exception.Message.Contains(Table, StringComparison.Ordinal) => "An ITable<T> exists for each entity of the app: put [DynamoTable] on the class, or ask for the table of an entity.",
        _ => "Register what it needs in the services of the app, before it is built.",
    };
}
