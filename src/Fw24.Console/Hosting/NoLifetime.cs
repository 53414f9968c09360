using Microsoft.Extensions.Hosting;

namespace Fw24.Console.Hosting;

/// <summary>The lifetime of a host that lives within another program: Ctrl+C is the program's own.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
