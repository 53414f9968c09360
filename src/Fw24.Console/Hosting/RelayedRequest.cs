using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Fw24.Console.Hosting;

/// <summary>A request that the listener passes to an application.</summary>
internal abstract class RelayedRequest
{
    /// <summary>Answers it.</summary>
    public abstract Task ProcessAsync();

    /// <summary>Lets go of it.</summary>
    public abstract void End(Exception? exception);

    /// <summary>Creates the request of an application.</summary>
    /// <typeparam name="TContext">The application's context.</typeparam>
    /// <param name="application">The application.</param>
    /// <param name="features">What the listener knows of the request.</param>
    /// <param name="onEnd">Called when it has been answered.</param>
    public static RelayedRequest Of<TContext>(IHttpApplication<TContext> application, IFeatureCollection features, Action onEnd)
        where TContext : notnull
        => new Typed<TContext>(application, application.CreateContext(features), onEnd);

    private sealed class Typed<TContext>(IHttpApplication<TContext> application, TContext context, Action onEnd) : RelayedRequest
        where TContext : notnull
    {
        public override Task ProcessAsync() => application.ProcessRequestAsync(context);

        public override void End(Exception? exception)
        {
            application.DisposeContext(context, exception);
            onEnd();
        }
    }
}
