using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Fw24.Generators.Tests.Harness;

/// <summary>A lock as an additional file of a project.</summary>
/// <param name="content">Its text.</param>
internal sealed class LockText(string content) : AdditionalText
{
    public const string FileName = "fw24.lock.json";

    public override string Path => FileName;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
}
