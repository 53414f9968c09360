using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Finds out whether an app's session runs: its console opens when the tables exist.</summary>
internal sealed class SessionCheck(Fw24AppResource app) : IHealthCheck
{
    // Aspire's proxy of an endpoint accepts connections before the session listens, and keeps them waiting.
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(1),
    };

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var console = app.ConsoleEndpoint;
        if (!console.IsAllocated)
        {
            return HealthCheckResult.Unhealthy("The session has not been started.");
        }

        try
        {
            using var answer = await s_http.GetAsync(
                new Uri(new Uri(console.Url), app.ConsolePath), cancellationToken).ConfigureAwait(false);

            // Whoever else listens at that port does not know the secret.
            return answer.StatusCode == HttpStatusCode.SeeOther
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"The console answers {(int)answer.StatusCode}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The console does not answer yet.");
        }
    }
}
