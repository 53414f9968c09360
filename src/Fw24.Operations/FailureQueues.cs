using Fw24.Model;
using Fw24.Operations.Manifests;
using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations;

/// <summary>Finds the queues in which a deployed app keeps what its functions gave up on.</summary>
public static class FailureQueues
{
    /// <summary>
    /// Reads the queues from the manifest <c>fw24.manifest.json</c>, which the build of the app's stack writes.
    /// </summary>
    /// <param name="manifest">The manifest's text (schema <c>fw24.manifest/1</c>).</param>
    /// <param name="stage">The stage, if it is a parameter of the template. Default: the manifest's.</param>
    /// <returns>The queues: the parking queue first.</returns>
    /// <exception cref="InvalidDataException">
    /// The text is not a manifest, has another schema, or is of another stage; or its stage is a parameter, and none is given.
    /// </exception>
    public static IReadOnlyList<FailureQueue> FromManifest(string manifest, string? stage = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(manifest);
        return ManifestQueues.Of(ManifestApp.Read(manifest, stage));
    }

    /// <summary>Returns the queues of an app by the names that the generated stack gives them.</summary>
    /// <param name="app">The app's generated model.</param>
    /// <param name="stage">The stage, which the names then contain. Default: none.</param>
    /// <returns>The queues: the parking queue first.</returns>
    /// <exception cref="ArgumentException">The text is not a stage.</exception>
    public static IReadOnlyList<FailureQueue> Of(AppModel app, string? stage = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (stage is not null && !DeployedName.IsStage(stage))
        {
            throw new ArgumentException($"'{stage}' is not a stage: it must be {DeployedName.StageForm}.", nameof(stage));
        }

        var parking = DeployedName.Queue($"{app.Name}-parked-records", fifo: false, stage);
        var queues = new List<FailureQueue> { new(parking, FailureQueueKind.Parking, null) };
        foreach (var table in app.Tables.Where(static table => table.Stream is not null || table.Audit is not null))
        {
            var name = DeployedName.Queue($"{app.Name}-{table.StreamFunction}-failures", fifo: false, stage);
            queues.Add(new FailureQueue(name, FailureQueueKind.OnFailure, table.StreamFunction));
            var functions = app.Handlers.Where(handler => handler.TableName == table.Name).Select(static handler => handler.Name);
            queues.AddRange((table.Audit is null ? functions : functions.Append(table.AuditFunction))
                .Select(function => DeadLetters(app, function, table.Stream is { Fifo: true }, stage)));
        }

        return queues;
    }

    private static FailureQueue DeadLetters(AppModel app, string function, bool fifo, string? stage)
        => new(DeployedName.Queue($"{app.Name}-{function}-dlq", fifo, stage), FailureQueueKind.DeadLetter, function)
        {
            Source = DeployedName.Queue($"{app.Name}-{function}", fifo, stage),
        };
}
