using System.Text.Json;
using Amazon.Runtime;
using Fw24.Operations.Aws;
using Fw24.Operations.Status.Templates;

namespace Fw24.Operations.Status.Inspections;

/// <summary>Compares the templates of a deployed stack, and of those nested in it, with the code's.</summary>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class StackInspection(Action<ClientConfig>? configure) : IDisposable
{
    private readonly CloudFormationClient _client = new(configure);

    /// <summary>Reads the stack that a resource of the app belongs to.</summary>
    /// <param name="function">The name of one of its functions.</param>
    /// <param name="assembly">The code's templates; <see langword="null"/> for no comparison.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The stack and those nested in it; empty if no stack has the function.</returns>
    public async Task<IReadOnlyList<StackState>> ReadAsync(
        string function, CloudAssembly? assembly, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        var (isKnown, id) = await findings.AskAsync(
            "its stack",
            "cloudformation:DescribeStackResources",
            () => _client.FindStackAsync(function, cancellationToken)).ConfigureAwait(false);
        if (id is null)
        {
            return isKnown ? [] : [findings.Complete(new StackState { Name = $"the stack of {function}" })];
        }

        var (_, stack) = await DescribeAsync(findings, id, cancellationToken).ConfigureAwait(false);
        if (stack?.RootId is { } root && root != id)
        {
            id = root;
            (_, stack) = await DescribeAsync(findings, root, cancellationToken).ConfigureAwait(false);
        }

        var template = stack is null ? null : assembly?.Find(stack.Name);
        List<StackState> stacks = [];
        await CompareAsync(stacks, findings, id, stack, template, assembly, cancellationToken).ConfigureAwait(false);
        return stacks;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private Task<(bool IsKnown, DeployedStack? Stack)> DescribeAsync(
        Findings findings, string id, CancellationToken cancellationToken)
        => findings.AskAsync(
            "its status", "cloudformation:DescribeStacks", () => _client.DescribeStackAsync(id, cancellationToken));

    private async Task CompareAsync(
        List<StackState> stacks,
        Findings findings,
        string id,
        DeployedStack? stack,
        JsonElement? template,
        CloudAssembly? assembly,
        CancellationToken cancellationToken)
    {
        if (stack is not null)
        {
            Look(findings, stack);
        }

        if (stack?.DriftStatus is "DRIFTED")
        {
            await AddDriftsAsync(findings, id, cancellationToken).ConfigureAwait(false);
        }

        var isCompared = template is { } code
            && await CompareTemplateAsync(findings, id, code, cancellationToken).ConfigureAwait(false);
        stacks.Add(findings.Complete(new StackState
        {
            Name = stack?.Name ?? id,
            Status = stack?.Status,
            UpdatedAt = stack?.UpdatedAt,
            IsCompared = isCompared,
        }));
        if (isCompared)
        {
            await CompareNestedAsync(stacks, id, template!.Value, assembly!, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Look(Findings findings, DeployedStack stack)
    {
        if (stack.Status.Contains("FAILED", StringComparison.Ordinal)
            || stack.Status.Contains("ROLLBACK", StringComparison.Ordinal))
        {
            findings.Problems.Add($"is {stack.Status}{(stack.StatusReason is { } reason ? $": {reason}" : "")}");
        }
    }

    private async Task<bool> CompareTemplateAsync(
        Findings findings, string id, JsonElement code, CancellationToken cancellationToken)
    {
        var (isKnown, text) = await findings.AskAsync(
            "its template",
            "cloudformation:GetTemplate",
            () => _client.GetTemplateAsync(id, cancellationToken)).ConfigureAwait(false);
        if (!isKnown)
        {
            return false;
        }

        try
        {
            using var deployed = JsonDocument.Parse(text!);
            findings.Drift.AddRange(TemplateComparison.Compare(deployed.RootElement, code));
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            findings.NotKnown.Add("its template (it is not JSON)");
            return false;
        }
    }

    private async Task CompareNestedAsync(
        List<StackState> stacks, string id, JsonElement template, CloudAssembly assembly, CancellationToken cancellationToken)
    {
        var nested = TemplateComparison.NestedIn(template).ToList();
        if (nested is [])
        {
            return;
        }

        var outer = new Findings();
        var (_, ids) = await outer.AskAsync(
            "its nested stacks",
            "cloudformation:ListStackResources",
            () => _client.ListNestedAsync(id, cancellationToken)).ConfigureAwait(false);
        foreach (var (logicalId, file) in nested)
        {
            // One that is not deployed is a difference of the outer template.
            if (ids is not null && ids.TryGetValue(logicalId, out var inner))
            {
                var findings = new Findings();
                var (_, stack) = await DescribeAsync(findings, inner, cancellationToken).ConfigureAwait(false);
                await CompareAsync(stacks, findings, inner, stack, assembly.Read(file), assembly, cancellationToken)
                    .ConfigureAwait(false);
            }
        }

        stacks.AddRange(outer.NotKnown is [] ? [] : [outer.Complete(new StackState { Name = id })]);
    }

    private async Task AddDriftsAsync(Findings findings, string id, CancellationToken cancellationToken)
    {
        var (_, drifts) = await findings.AskAsync(
            "its drift",
            "cloudformation:DescribeStackResourceDrifts",
            () => _client.ListDriftsAsync(id, cancellationToken)).ConfigureAwait(false);
        foreach (var drift in drifts ?? [])
        {
            findings.Drift.Add(drift.Status is "DELETED"
                ? $"{drift.LogicalId} was deleted, as CloudFormation's drift detection found"
                : $"{drift.LogicalId}: {string.Join(", ", drift.Paths)} was changed, as CloudFormation's drift detection found");
        }
    }
}
