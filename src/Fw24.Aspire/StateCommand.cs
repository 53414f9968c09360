using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>The command that deletes an app's state and starts its session again.</summary>
internal static class StateCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "delete-state";

    /// <summary>Adds the command.</summary>
    public static IResourceBuilder<Fw24AppResource> WithStateCommand(this IResourceBuilder<Fw24AppResource> builder)
        => builder.WithCommand(Name, "Delete state", context => ExecuteAsync(builder.Resource, context), new CommandOptions
        {
            Description = "Deletes tables, positions in streams, failed messages and logs, and starts the session again.",
            ConfirmationMessage = "All items of the tables on this machine are deleted. Programs that use them must be able to go on.",
            IconName = "Delete",
            UpdateState = static context => IsRunning(context.ResourceSnapshot) || IsOver(context.ResourceSnapshot)
                ? ResourceCommandState.Enabled
                : ResourceCommandState.Disabled,
        });

    private static async Task<ExecuteCommandResult> ExecuteAsync(Fw24AppResource app, ExecuteCommandContext context)
    {
        var states = context.Services.GetRequiredService<ResourceNotificationService>();
        var commands = context.Services.GetRequiredService<ResourceCommandService>();
        var isRunning = states.TryGetCurrentState(context.ResourceName, out var state) && IsRunning(state.Snapshot);

        // The tool deletes it: it knows what it has, and when nobody uses it any more.
        app.IsFresh = true;
        try
        {
            return await commands.ExecuteCommandAsync(
                context.ResourceName,
                isRunning ? KnownResourceCommands.RestartCommand : KnownResourceCommands.StartCommand,
                context.CancellationToken).ConfigureAwait(false);
        }
        finally
        {
            app.IsFresh = false;
        }
    }

    private static bool IsRunning(CustomResourceSnapshot snapshot) => snapshot.State?.Text == KnownResourceStates.Running;

    private static bool IsOver(CustomResourceSnapshot snapshot)
        => snapshot.State?.Text is { } state && KnownResourceStates.TerminalStates.Contains(state);
}
