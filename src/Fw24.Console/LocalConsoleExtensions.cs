namespace Fw24.Local;

/// <summary>Opens consoles.</summary>
public static class LocalConsoleExtensions
{
    /// <summary>
    /// Serves a web console for the cloud at 127.0.0.1. It shows what happens from now on, so open it before the first write.
    /// </summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The console.</returns>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="InvalidOperationException">The cloud has a console already.</exception>
    public static Task<LocalConsole> OpenConsoleAsync(
        this LocalCloud cloud, LocalConsoleOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        return LocalConsole.OpenAsync(cloud, options ?? new LocalConsoleOptions(), cancellationToken);
    }

    /// <summary>
    /// Runs a scenario and serves a web console for its moments at 127.0.0.1: to go back, the scenario is run again.
    /// </summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The console. Closing it ends the script.</returns>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="InvalidOperationException">The scenario's cloud is on a real clock, or has a console already.</exception>
    public static Task<LocalConsole> OpenConsoleAsync(
        this LocalScenario scenario, LocalConsoleOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return LocalConsole.OpenAsync(scenario, options ?? new LocalConsoleOptions(), cancellationToken);
    }
}
