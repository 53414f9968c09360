namespace Fw24.Tool.Dev;

/// <summary>The settings of a session.</summary>
/// <param name="Folder">The folder of its state.</param>
/// <param name="Port">The console's port; 0 for a free one.</param>
internal sealed record DevOptions(string Folder, int Port);
