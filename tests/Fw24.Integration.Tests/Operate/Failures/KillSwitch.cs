namespace Fw24.Integration.Tests.Operate.Failures;

/// <summary>Ends a process at one of its steps: from then on, none of its calls has an effect.</summary>
/// <param name="at">The number of the step; 0 for never.</param>
internal sealed class KillSwitch(int at)
{
    private bool _isDead;

    /// <summary>The number of steps so far.</summary>
    public int Steps { get; private set; }

    /// <summary>The names of the steps so far.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Makes a step.</summary>
    public void Step(string name)
    {
        if (_isDead)
        {
            throw new KilledException();
        }

        Names.Add(name);
        if (++Steps == at)
        {
            _isDead = true;
            throw new KilledException();
        }
    }
}
